import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const leaveSubnet: Step<'leaving-subnet'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.subnetId, kind: 'subnet', detail: 'not followed' }, {})],
  next: [],
})
