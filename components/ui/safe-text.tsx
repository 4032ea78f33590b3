import { textParts } from './text-parts.ts'

/** A name, tag or description from AWS, shown so that no character in it can hide or turn the text around it. */
export function SafeText({ text }: { readonly text: string }) {
  const parts = textParts(text)
  if (parts.every((part) => !part.hidden)) return <bdi>{text}</bdi>
  return (
    <bdi>
      {parts.map((part, index) =>
        part.hidden ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
          <span key={index} className="hidden-code" title="Hidden character">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  )
}
