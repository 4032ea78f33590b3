/** The mark of the product, and nothing else's: a compass rose on its rhumb lines. */

const EIGHTHS = [0, 45, 90, 135]
const RAYS = [0, 90, 180, 270]

export function CompassRose({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" className="block flex-none">
      <g fill="none" stroke="currentColor">
        <circle cx="24" cy="24" r="16.5" strokeWidth="1.5" />
        <g strokeWidth="1">
          {EIGHTHS.map((turn) => (
            <path key={turn} d="M24 4.5v39" transform={`rotate(${turn + 22.5} 24 24)`} opacity=".45" />
          ))}
        </g>
      </g>
      <g strokeLinejoin="round" stroke="currentColor" strokeWidth="1.5">
        {RAYS.map((turn) => (
          <g key={turn} transform={`rotate(${turn + 45} 24 24)`}>
            <path d="M24 11.5 27 21l-3 3-3-3z" className="fill-chrome" />
          </g>
        ))}
        {RAYS.map((turn) => (
          <g key={turn} transform={`rotate(${turn} 24 24)`}>
            <path d="M24 2l4 18-4 4-4-4z" className="fill-chrome" />
            <path d="M24 2v22l4-4z" fill="currentColor" />
          </g>
        ))}
      </g>
    </svg>
  )
}
