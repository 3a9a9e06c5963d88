/** The changelog's section of one version. */
export interface ChangelogSection {
	version: string;
	/** `2026-12-01`; undefined while the version is marked as unreleased. */
	date: string | undefined;
	/** The text below the heading. */
	notes: string;
}

const HEADING = /^## (\d+\.\d+\.\d+\S*) – (\d{4}-\d{2}-\d{2}|unreleased)$/;

/**
 * Reads all versions of a changelog, in its order: the newest first.
 * @throws Error for a second-level heading that names no version with a date.
 */
export function readChangelog(text: string): ChangelogSection[] {
	return text
		.split(/^(?=## )/m)
		.filter((section) => section.startsWith('## '))
		.map((section) => {
			const [heading = '', ...lines] = section.split('\n');
			const [, version, date] = HEADING.exec(heading) ?? [];
			if (version === undefined)
				throw new Error(`CHANGELOG.md: “${heading}” should read “## 1.2.3 – 2026-12-31”, or “## 1.2.3 – unreleased”.`);
			return { version, date: date === 'unreleased' ? undefined : date, notes: lines.join('\n').trim() };
		});
}

/** Why this changelog cannot be published with this version, or nothing. A version without a date is allowed here. */
export function changelogProblem(text: string, version: string): string | undefined {
	const [first, ...others] = readChangelog(text);
	if (first?.version !== version)
		return `CHANGELOG.md begins with ${first?.version ?? 'no version'}, package.json says ${version}. Describe ${version} on top.`;
	if (first.notes === '') return `CHANGELOG.md says nothing of ${version}.`;
	const undated = others.find(({ date }) => date === undefined);
	return undated === undefined ? undefined : `CHANGELOG.md calls ${undated.version} unreleased, below ${version}.`;
}
