import { useRef } from 'preact/hooks';
import { ANSWER_CHOICES, answerScopes } from './answer-choices.mts';
import { describeAnswerFault } from './armed.mts';
import { ArmedList } from './ArmedList.tsx';
import { FaultForm } from './FaultForm.tsx';
import { Section } from './Section.tsx';
import type { ShownProvider } from './shown-provider.mts';

/** Faults of answers to API calls. */
export function AnswerTrouble({ id, overview }: ShownProvider) {
	const heading = useRef<HTMLHeadingElement>(null);
	const path = `/${id}/faults`;
	const scopes = answerScopes(id);
	return (
		<Section title="Answers to API calls" headingRef={heading}>
			<FaultForm
				label="Arm a fault for API calls"
				path={path}
				choices={ANSWER_CHOICES}
				scopes={scopes}
				scopeLabel="Which calls"
				timesLabel="How many calls"
			/>
			<ArmedList
				label="Armed for API calls"
				path={path}
				plans={overview.faults}
				scopes={scopes}
				describe={describeAnswerFault}
				focusAfter={heading}
			/>
		</Section>
	);
}
