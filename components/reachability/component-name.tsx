import type { AnswerComponent } from '../../lib/reports/trace-answer.ts'
import { middleEllipsis, visibleText } from '../../lib/reports/visible-text.ts'
import { SafeText } from '../ui/safe-text.tsx'

export interface ComponentNameProps {
  readonly component: AnswerComponent
  /** Null for what is nowhere on the map. */
  readonly onPress: (() => void) | null
}

const LONGEST_ID = 26

/** `Route table shop-prod-public …45de43`: kind, name, and the id in mono ink. */
export function ComponentName({ component, onPress }: ComponentNameProps) {
  const { id, label, name } = component
  const face = (
    <>
      <span>{label}</span>
      {name !== null && (
        <>
          {' '}
          <b className="font-semibold">
            <SafeText text={name} />
          </b>
        </>
      )}
      {isId(id) && (
        <span className="mono ml-1.5 whitespace-nowrap text-ink-2">
          <SafeText text={middleEllipsis(shortOf(id), name === null ? LONGEST_ID : LONGEST_ID - 8)} />
        </span>
      )}
    </>
  )
  if (onPress === null || !isId(id)) return <span className="text-sm">{face}</span>
  return (
    <button
      type="button"
      onClick={onPress}
      title={visibleText(id)}
      className="min-w-0 text-left text-sm hover:text-accent hover:underline"
    >
      {face}
    </button>
  )
}

function isId(id: string): boolean {
  return id !== 'internet' && id !== 'on-premises'
}

/** Of an ARN what differs: `app/web/50dc6c49`. */
function shortOf(id: string): string {
  return id.startsWith('arn:') ? (id.split(/:(?=[^:]*$)/).at(-1) ?? id) : id
}
