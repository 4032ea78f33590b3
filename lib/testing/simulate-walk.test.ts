import { expect, it } from 'vitest'
import { beginWalk, type Packet, type Session, undo } from './simulate-walk.ts'

const packet = (source: string, destination: string): Packet => ({
  family: 4,
  protocol: 6,
  source,
  destination,
  sourcePort: 50_000,
  destinationPort: 443,
  icmpType: 0,
  icmpCode: 0,
})

const session: Session = {
  kind: 'balancer',
  id: 'eni-lb',
  vpcId: 'vpc-1',
  subnetId: 'subnet-1',
  before: packet('203.0.113.7', '10.0.1.90'),
  after: packet('10.0.1.90', '10.0.2.15'),
  keepsClient: false,
}

// Source: Reachability Analyzer guide, INGRESS_RTB_TRAFFIC_REDIRECTION.
it('what translates a reply back sends it on from its own subnet, whatever firewall it met on the way there', () => {
  const walk = beginWalk([], [], packet('10.0.2.15', '10.0.1.90'))
  walk.sessions.push(session)
  walk.isInspected = true
  expect(undo(walk, session, null)).toEqual({ at: 'leave', vpcId: 'vpc-1', subnetId: 'subnet-1' })
  expect(walk.isInspected).toBe(false)
  expect(walk.packet).toMatchObject({ source: '10.0.1.90', destination: '203.0.113.7' })
})
