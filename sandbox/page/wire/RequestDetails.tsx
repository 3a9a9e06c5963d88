import { CopyButton } from '../parts/CopyButton.tsx';
import { state } from '../state/store.mts';
import type { LoggedRequest } from '../../src/model/request-log.mts';
import { layOut } from './body-text.mts';
import { CodeBlock } from './CodeBlock.tsx';
import { requestCurl } from './curl.mts';
import { faultText } from './fault-text.mts';
import { HeaderTable } from './HeaderTable.tsx';
import { purposeOf } from './purpose.mts';
import { StatusChip } from './StatusChip.tsx';
import { httpStatus, statusOf } from './status.mts';
import { formatDuration, formatTime } from './times.mts';

/** A client's call: its purpose, request and response. */
export function RequestDetails({ request }: { request: LoggedRequest }) {
	const { at, provider, method, path, query, headers, status, durationMs, fault } = request;
	const baseUrl = state.value?.overview.providers[provider]?.baseUrl ?? `/${provider}`;
	const purpose = purposeOf(request);
	const body = layOut(request.body);
	const answer = layOut(request.responseBody);
	const search = new URLSearchParams(query).toString();
	return (
		<>
			{purpose !== undefined && <p>{purpose}</p>}
			<div class="wire-actions">
				<CopyButton value={requestCurl(request, baseUrl)} label="Copy as curl" text="Copy as curl" />
				{body !== '' && <CopyButton value={body} label="Copy body" text="Copy body" />}
			</div>
			<h3>Request</h3>
			<p class="wire-line mono">
				{method} {path}
				{search !== '' && `?${search}`}
			</p>
			<HeaderTable label="Request headers" headers={headers} />
			{body === '' ? <p class="soft small">No body.</p> : <CodeBlock label="Request body" text={body} />}
			<h3>
				Answer <StatusChip status={status === null ? statusOf({ kind: 'request', request }) : httpStatus(status)} />
			</h3>
			<p class="soft small">
				Came in at <time dateTime={at}>{formatTime(at, 'milliseconds')}</time>
				{durationMs !== null && `, took ${formatDuration(durationMs)}`}.
			</p>
			{fault !== null && <p class="wire-fault">{faultText(fault, 'answer')}</p>}
			{answer !== '' && <CodeBlock label="Answer body" text={answer} />}
		</>
	);
}
