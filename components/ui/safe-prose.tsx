import { SafeText } from './safe-text.tsx'

/** A sentence of ours about text of theirs: what stands between backticks is set as code, all of it is shown safely. */
export function SafeProse({ text }: { readonly text: string }) {
  const parts = text.split('`')
  // An odd number of backticks is not ours: then they are text.
  if (parts.length % 2 === 0) return <SafeText text={text} />
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      part !== '' && <SafeText key={index} text={part} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
      <code key={index} className="text-[0.94em] text-ink">
        <SafeText text={part} />
      </code>
    ),
  )
}
