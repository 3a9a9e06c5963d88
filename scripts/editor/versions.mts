/** The differences for a user between the editors of the tested n8n versions. */
export interface EditorDifferences {
	/** Whether the dialog of a credential closes by itself when the saved credential works. Otherwise the dialog says so, and stays open. */
	closesWorkingCredential: boolean;
}

const NEWEST: EditorDifferences = { closesWorkingCredential: true };

const BY_VERSION: Readonly<Record<string, EditorDifferences>> = {
	'2.8.4': { ...NEWEST, closesWorkingCredential: false },
};

/** The differences of a version. A version that isn't listed is like the newest. */
export function differencesOf(version: string): EditorDifferences {
	return BY_VERSION[version] ?? NEWEST;
}
