/** An answer as Markdown, for a ticket or the minutes of a meeting. */

import type { Inventory } from '../inventory/inventory.ts'
import type { Trace, TraceHop } from '../reachability/trace-result.ts'
import { code, escapeMarkdown, table } from './markdown.ts'
import { questionText, wayBackTitle } from './trace-text.ts'
import { remedyFor } from './unknown-remedy.ts'

export function traceMarkdown(inventory: Inventory, trace: Trace): string {
  const sections = [
    `# ${escapeMarkdown(questionText(trace.query))}: ${trace.verdict}`,
    hopTable('There', trace.forward),
    hopTable(wayBackTitle(trace), trace.return),
    list(
      'What blocks',
      trace.blockers.map(
        ({ code: word, component, leg, detail, rule }) =>
          `${code(word)} at ${code(component)} (${leg}): ${escapeMarkdown(detail)}${rule ? `; ${code(rule.excerpt)}` : ''}`,
      ),
    ),
    list(
      'What is not known',
      trace.unknowns.map((unknown) => {
        const remedy = remedyFor(inventory, unknown)
        return `${code(unknown.component)}: ${escapeMarkdown(unknown.detail)}${remedy === null ? '' : ` ${code(remedy)}`}`
      }),
    ),
    list(
      'What to mind',
      trace.caveats.map(({ component, detail }) => `${code(component)}: ${escapeMarkdown(detail)}`),
    ),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function hopTable(title: string, hops: readonly TraceHop[]): string {
  const rows = hops.map(({ component, decision, detail, rules }, index) => [
    String(index + 1),
    component,
    decision,
    detail,
    rules.map(({ resourceId, excerpt }) => `${resourceId}: ${excerpt}`).join('; '),
  ])
  const written = table(['', 'Component', 'Decision', 'Why', 'By'], rows)
  return written === null ? '' : `## ${title}\n\n${written}`
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `## ${title}\n\n${items.map((item) => `- ${item}`).join('\n')}`
}
