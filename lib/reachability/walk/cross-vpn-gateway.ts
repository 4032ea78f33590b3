import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const crossVpnGateway: Step<'vpn-gateway'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.id, kind: 'vpn-gateway', detail: 'not followed' }, {})],
  next: [],
})
