import { cn } from './class-names.ts'
import { CopyButton } from './copy-button.tsx'
import { visibleCode } from './text-parts.ts'

export interface CodeBlockProps {
  readonly code: string
  /** Said on the copy button: "Copy command". */
  readonly copyLabel: string
  /** Breaks long lines at their words instead of scrolling: for commands in a narrow place. */
  readonly wrap?: boolean
  readonly className?: string
}

/** The longest word that has a line of its own in the narrowest place. */
const WORD_MAX = 40

/** Lines break between words: browsers break behind each hyphen, and half an id or `--` is none. */
function Words({ code }: { readonly code: string }) {
  return code.split(/(\s+)/).map((word, index) =>
    word.length > WORD_MAX || word.trim() === '' ? (
      word
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: words come again, and none ever moves
      <span key={index} className="whitespace-nowrap">
        {word}
      </span>
    ),
  )
}

/** Commands or code, to read and to copy. Long lines scroll or wrap; they are never cut. */
export function CodeBlock({ code, copyLabel, wrap = false, className }: CodeBlockProps) {
  const shown = visibleCode(code)
  return (
    <div className={cn('relative', className)}>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className={cn(
          'hairless-scroll max-h-80 overflow-auto rounded-md border border-hair bg-well py-[7px] pr-9 pl-2.5 font-mono text-2xs leading-4 tracking-[-0.02em] text-ink',
          wrap && 'whitespace-pre-wrap [overflow-wrap:anywhere]',
        )}
      >
        {wrap ? <Words code={shown} /> : shown}
      </pre>
      <CopyButton
        text={shown}
        label={copyLabel}
        words={false}
        look="well"
        size="tiny"
        className="absolute top-1 right-1"
      />
    </div>
  )
}
