import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const crossInternet: Step<'internet'> = (_context, state) => ({
  hops: [unknownAt(state, { component: 'internet', kind: 'internet', detail: 'not followed' }, {})],
  next: [],
})
