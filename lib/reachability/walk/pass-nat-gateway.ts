import { unknownAt } from './hop.ts'
import type { Step } from './state.ts'

export const passNatGateway: Step<'nat-gateway'> = (_context, state) => ({
  hops: [unknownAt(state, { component: state.place.id, kind: 'nat-gateway', detail: 'not followed' }, {})],
  next: [],
})
