// Generated from scripts/fallback-texts by `npm run generate`: change the languages there, not this file.

/** The starts and the ends of all sentences, one bit each, as may-be-fallback.ts reads them. A character holds four bits. */
export const STARTS =
	'A@@@@@H@@DC@@@@@@@@@A@B@@@@@D@@@@@LH@@BAABDHB@@@@@@@B@@DA@@@BD@@EA@@@@@AA@@@@@@@@@@C@@D@@A@@BH@@AHI@@H@@L@A@D@@A@@@A@@@@@@A@@AA@D@@B@@@A@@D@@@@@@@@A@@@@@@B@HA@@HHDH@H@@@@@@@E@H@@A@A@@@H@@@@@CB@@@B@D@@HA@@@@@@@HHF@@D@@@@BAA@@@@@A@@@@A@@B@@@B@@@@B@@@@@@@@D@@@EHA@@@JH@@@@@@@@HDH@@@@@DA@@@@@DA@@@@D@D@@A@B@@HD@@H@D@@B@@LA@@HD@HB@@@A@@@@@@@@@@@@@@@@B@A@@B@B@@DHBI@@D@@@@@AB@@@@@DD@B@AH@@DE@@@AB@@BD@@@@BH@@@@@@@@C@@@@@@I@E@A@@@@@@@E@@H@@@@@@B@B@@@@@@@@@@ACH@@@I@@@@@A@@FAA@@@@@@@@@@@@@@@@@@FD@@@@@@HA@@@@@@DD@@@@D@B@';
export const ENDS =
	'AB@@HB@@@B@H@H@@@D@@@B@@@BHD@@@@D@@@@@@E@@@@@@@@@@@@H@H@J@@@@A@@@@BC@@H@@@@AD@@@@@@@A@HB@@@@@@@@@B@@@@@@@L@@M@D@@@@@@A@L@@D@B@@@@@@@DF@@A@HB@@@H@@@@K@@DD@@@A@@ABB@@@@B@@A@HFI@@A@@@@@@@@DBDAA@@@D@B@C@@E@AA@A@@B@H@BD@@D@B@@@A@H@@A@@@@@@@@@@B@@@H@@A@@@@@J@HA@@@@@H@DBF@H@@@@B@DH@D@D@H@A@@@@@@DB@@@@H@@@@@@@@A@@AC@DF@A@H@@F@@@@@@@@@A@AB@@@I@@A@D@@@@B@@@D@@@@@A@@D@@E@@@@@AB@J@@@B@H@@HB@@@@AA@A@A@DD@D@@@@B@@@@BA@@BB@H@@@D@@@@H@B@@AD@@@D@@D@B@@@A@@@@@@@B@@@@@@B@@@@@A@@@DH@@ABE@@@@@@AD@@E@@@@@@@H@@BD@@FE@@@D@@@H@@@@A';
