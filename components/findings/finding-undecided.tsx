import { CodeBlock } from '../ui/code-block.tsx'
import { SafeProse } from '../ui/safe-prose.tsx'
import { answerParts } from './answer-parts.ts'

/** Why there is no verdict, and what would give one. */
export function FindingUndecided({ reason }: { readonly reason: string }) {
  const { why, commands, advice } = answerParts(reason)
  return (
    <>
      <p className="text-xs">
        <SafeProse text={why} />
      </p>
      {advice !== null && (
        <p className="mt-1.5 text-xs">
          <span className="text-ink-2">To answer: </span>
          <SafeProse text={advice} />
        </p>
      )}
      {commands.length > 0 && <CodeBlock code={commands.join('\n')} copyLabel="Copy command" wrap className="mt-2" />}
    </>
  )
}
