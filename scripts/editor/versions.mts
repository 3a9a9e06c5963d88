/** Where the editors of the n8n versions that we try differ for somebody who uses them. */
export interface EditorDifferences {
	/** Whether the dialog of a credential closes by itself when what was saved works. Else it says so, and stays. */
	closesWorkingCredential: boolean;
}

const NEWEST: EditorDifferences = { closesWorkingCredential: true };

const BY_VERSION: Readonly<Record<string, EditorDifferences>> = {
	'2.8.4': { ...NEWEST, closesWorkingCredential: false },
};

/** The differences of a version; one that isn't named is as the newest. */
export function differencesOf(version: string): EditorDifferences {
	return BY_VERSION[version] ?? NEWEST;
}
