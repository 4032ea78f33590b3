import { visibleText } from '../../lib/reports/visible-text.ts'
import { SEVERITY_WORDS } from '../topology/mark-words.ts'
import { counted } from '../ui/say.ts'
import type { Chart } from './use-chart.ts'

/** What changed on the chart, in words, for those who do not see it. */
export function LiveWords({ chart, query }: { readonly chart: Chart | null; readonly query: string }) {
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {chart === null ? '' : visibleText(words(chart, query))}
    </p>
  )
}

function words(chart: Chart, query: string): string {
  const { finding, matches, shown } = chart
  const found =
    query === '' || matches === null
      ? ''
      : `${counted(matches.total, 'resource')} and ${counted(shown.length, 'finding')} found. `
  if (finding === null) return found
  const severity = SEVERITY_WORDS[finding.severity.effective]
  const rank = finding.status === 'FAIL' ? `${severity} finding` : 'Check that could not be judged'
  return `${found}${rank} selected: ${finding.title}`
}
