/** What a chart will look like, drawn once by hand and very faintly; it says nothing and is not read out. */

const COLUMNS = [0, 1, 2]
const CHIPS = [0, 1, 2]
const ROWS = [
  { y: 168, band: 'fill-pub', chips: 3 },
  { y: 372, band: 'fill-egr', chips: 3 },
  { y: 576, band: 'fill-iso', chips: 2 },
]

function Subnet({
  x,
  y,
  band,
  chips,
}: {
  readonly x: number
  readonly y: number
  readonly band: string
  readonly chips: number
}) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width="204" height="184" rx="6" className="fill-card stroke-hair-2" />
      <rect width="5" height="184" rx="2" className={band} />
      <path d="M18 22h74M18 38h104" className="stroke-ink-3" strokeWidth="4" strokeLinecap="round" />
      {CHIPS.slice(0, chips).map((at) => (
        <g key={at} transform={`translate(18 ${54 + at * 42})`}>
          <rect width="170" height="34" rx="5" className="fill-chip stroke-hair-2" />
          <rect x="10" y="9" width="16" height="16" rx="3" className="fill-none stroke-ink-3" />
          <path
            d={`M38 13h${60 - at * 12}M38 23h${82 - at * 9}`}
            className="stroke-ink-3"
            strokeWidth="3"
            strokeLinecap="round"
          />
        </g>
      ))}
    </g>
  )
}

export function FaintChart() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 1392 828"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-0 size-full opacity-40"
      fill="none"
    >
      <defs>
        <radialGradient id="faint-chart-clearing" cx=".5" cy=".52" r=".66">
          <stop offset=".55" stopColor="black" />
          <stop offset="1" stopColor="white" />
        </radialGradient>
        <mask id="faint-chart-mask">
          <rect width="1392" height="828" fill="url(#faint-chart-clearing)" />
        </mask>
      </defs>
      <g mask="url(#faint-chart-mask)">
        <path d="M40 48h1312" className="stroke-ink" strokeWidth="7" strokeDasharray="24 24" />
        <path d="M40 44.500h1312M40 51.500h1312" className="stroke-ink" />
        <rect x="96" y="104" width="780" height="686" rx="8" className="fill-sheet stroke-ink-3" />
        <path d="M412 48v56M412 132v102" className="stroke-accent" strokeWidth="3" />
        <rect x="352" y="90" width="120" height="28" rx="14" className="fill-chrome stroke-ink-3" />
        {ROWS.flatMap(({ y, band, chips }) =>
          COLUMNS.map((column) => (
            <Subnet key={`${y} ${column}`} x={128 + column * 246} y={y} band={band} chips={chips} />
          )),
        )}
        <rect x="980" y="430" width="170" height="50" rx="6" className="fill-card stroke-ink-3" />
        <rect x="968" y="560" width="220" height="230" rx="8" className="fill-sheet stroke-ink-3" />
        <rect x="980" y="220" width="170" height="90" rx="6" className="stroke-ink-3" strokeDasharray="2 4" />
        <path d="M876 455h104M1065 310v120M1065 480v80M1150 455h98" className="stroke-ink-3" strokeWidth="1.500" />
        <path d="M1248 96c-10 90 12 150 2 240s16 200 0 300 8 130 2 180" className="stroke-ink-3" strokeWidth="2" />
      </g>
    </svg>
  )
}
