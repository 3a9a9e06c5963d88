// Generated from scripts/fallback-texts by `npm run generate`: change the languages there, not this file.

/** The first and the last characters of all sentences but those that begin with an emoji. */
export const FIRST_CHARACTERS =
	'ABCDEFGHJKLMNOPQRSTUVYZars«ÄÜĐΈΑΓΔΤАВДНОПРСУХהأتضقوनชตถหเโไ‘“„イウオフム不取喜場大对對已很手收有比添用疑覺觉讚赞踩連驚동사손연오위이지첨';
export const LAST_CHARACTERS =
	'\u0022\u0027.adeghijklmnorstuy«»äíóăąěήαοςύаеиймтуыюяіїדהטםעףרת״ةثدعقلمाीงนบพมอ์ệ“”」た人件像卡叹嘆心息惑愛歡片程笑答置證证赞除거시함';
