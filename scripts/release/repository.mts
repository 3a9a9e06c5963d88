export interface GitOptions {
	/** Runs git and gives its output. */
	git: (...args: string[]) => string;
	tag: string;
	/** Whether the tag exists already, and is checked out. */
	isTagged: boolean;
}

/** The repository's problems that prevent this tag, a sentence each. */
export function gitProblems({ git, tag, isTagged }: GitOptions): string[] {
	const problems: string[] = [];
	if (git('status', '--porcelain') !== '') problems.push('There are uncommitted changes.');
	const tagged = git('tag', '--points-at', 'HEAD').split('\n');
	if (isTagged) return tagged.includes(tag) ? problems : [...problems, `This commit has no tag ${tag}.`];
	if (git('branch', '--show-current') !== 'main') problems.push('Releases are made from main.');
	if (git('tag', '--list', tag) !== '') problems.push(`The tag ${tag} exists already. Raise the version.`);
	if (!git('remote').split('\n').includes('origin')) problems.push('There is no remote “origin” to push the tag to.');
	return problems;
}
