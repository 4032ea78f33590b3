import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const deliverInVpc: Step<'in-vpc'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.vpcId, kind: 'vpc', detail: 'not followed' }, {})],
  next: [],
})
