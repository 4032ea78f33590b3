import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const passInternetGateway: Step<'internet-gateway'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.id, kind: 'internet-gateway', detail: 'not followed' }, {})],
  next: [],
})
