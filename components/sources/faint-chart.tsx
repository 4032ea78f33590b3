/** What a chart will look like, drawn once by hand and very faintly; it says nothing and is not read out. */

const COLUMNS = [0, 1, 2]
const CHIPS = [0, 1, 2]
const ROWS = [
  { y: 194, band: 'fill-pub', chips: 3 },
  { y: 388, band: 'fill-egr', chips: 3 },
  { y: 582, band: 'fill-iso', chips: 2 },
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
      <path d="M18 22h74M18 38h104" className="stroke-hair-2" strokeWidth="4" strokeLinecap="round" />
      {CHIPS.slice(0, chips).map((at) => (
        <g key={at} transform={`translate(18 ${54 + at * 42})`}>
          <rect width="170" height="34" rx="5" className="fill-chip stroke-hair-2" />
          <rect x="10" y="9" width="16" height="16" rx="3" className="fill-none stroke-hair-2" />
          <path
            d={`M38 13h${60 - at * 12}M38 23h${82 - at * 9}`}
            className="stroke-hair-2"
            strokeWidth="3"
            strokeLinecap="round"
          />
        </g>
      ))}
    </g>
  )
}

/** Fainter where the words of the page stand; nowhere gone, so that it reads as one chart. */
export function FaintChart() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 1392 828"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-0 size-full opacity-60"
      fill="none"
    >
      <defs>
        <radialGradient id="faint-chart-haze" cx=".5" cy=".5" r=".62">
          <stop offset=".3" stopColor="#484848" />
          <stop offset="1" stopColor="white" />
        </radialGradient>
        <mask id="faint-chart-mask">
          <rect width="1392" height="828" fill="url(#faint-chart-haze)" />
        </mask>
      </defs>
      <g mask="url(#faint-chart-mask)">
        <Horizon />
        <path d="M486 52v54M486 134v42" className="stroke-accent" strokeWidth="2.5" />
        <rect x="96" y="120" width="780" height="668" rx="8" className="fill-sheet stroke-hair-2" />
        <path d="M486 134v46M230 180h512M230 180v14M486 180v14M742 180v14" className="stroke-hair-2" />
        <rect x="426" y="106" width="120" height="28" rx="14" className="fill-chrome stroke-hair-2" />
        {ROWS.flatMap(({ y, band, chips }) =>
          COLUMNS.map((column) => (
            <Subnet key={`${y} ${column}`} x={128 + column * 256} y={y} band={band} chips={chips} />
          )),
        )}
        <path d="M876 455h104M1065 310v120M1065 480v62M1150 455h92" className="stroke-hair-2" strokeWidth="1.500" />
        <rect
          x="980"
          y="220"
          width="170"
          height="90"
          rx="6"
          className="fill-sheet stroke-hair-2"
          strokeDasharray="3 4"
        />
        <rect x="980" y="430" width="170" height="50" rx="6" className="fill-card stroke-hair-2" />
        <path
          d="M998 447h62M998 463h98M998 244h70M998 260h104"
          className="stroke-hair-2"
          strokeWidth="4"
          strokeLinecap="round"
        />
        <rect x="947" y="542" width="236" height="246" rx="8" className="fill-sheet stroke-hair-2" />
        <Subnet x={963} y={580} band="fill-egr" chips={3} />
        <path d="M1248 96c-10 90 12 150 2 240s16 200 0 300 8 100 2 152" className="stroke-hair-2" strokeWidth="2" />
      </g>
    </svg>
  )
}

/** The edge of the chart, ruled black and white: the internet. */
function Horizon() {
  return (
    <>
      <path d="M40 48h1312" className="stroke-ink-3" strokeWidth="7" strokeDasharray="24 24" />
      <path d="M40 44.500h1312M40 51.500h1312" className="stroke-ink-3" />
    </>
  )
}
