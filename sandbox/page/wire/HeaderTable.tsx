import { isProof } from './signature-recipe.mts';

interface HeaderTableProps {
	label: string;
	headers: Readonly<Record<string, string>>;
	isOpen?: boolean;
}

/** A foldable table of headers. Headers that prove the sender are marked. */
export function HeaderTable({ label, headers, isOpen = false }: HeaderTableProps) {
	const entries = Object.entries(headers);
	return (
		<details class="wire-headers" open={isOpen}>
			<summary>
				{label} <span class="soft">{entries.length}</span>
			</summary>
			<table>
				<tbody>
					{entries.map(([name, value]) => (
						<tr key={name} data-proof={isProof(name)}>
							<th scope="row">
								{name}
								{isProof(name) && <span class="wire-proof">proof of the sender</span>}
							</th>
							<td>{value}</td>
						</tr>
					))}
				</tbody>
			</table>
		</details>
	);
}
