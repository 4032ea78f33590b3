import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const passVpcEndpoint: Step<'vpc-endpoint'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.id, kind: 'vpc-endpoint', detail: 'not followed' }, {})],
  next: [],
})
