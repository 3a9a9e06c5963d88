export interface GitOptions {
	/** Runs git and gives what it prints. */
	git: (...args: string[]) => string;
	tag: string;
	/** Whether the tag was made already, and is what is checked out. */
	isTagged: boolean;
}

/** What of the repository stands in the way of this tag, each in a sentence. */
export function gitProblems({ git, tag, isTagged }: GitOptions): string[] {
	const problems: string[] = [];
	if (git('status', '--porcelain') !== '') problems.push('There are changes that are not committed.');
	const tagged = git('tag', '--points-at', 'HEAD').split('\n');
	if (isTagged) return tagged.includes(tag) ? problems : [...problems, `This commit has no tag ${tag}.`];
	if (git('branch', '--show-current') !== 'main') problems.push('Releases are made from main.');
	if (git('tag', '--list', tag) !== '') problems.push(`There is a tag ${tag} already. Raise the version.`);
	if (!git('remote').split('\n').includes('origin')) problems.push('There is no remote “origin” to push the tag to.');
	return problems;
}
