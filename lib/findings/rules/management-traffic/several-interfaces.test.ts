import { expect, it } from 'vitest'
import { networkOf } from '../../../reachability/network.ts'
import { sketchNetwork } from '../../../testing/sketch-network.ts'
import { severalInterfaces } from './several-interfaces.ts'

it('finds the instances with more than one interface, and leaves out those that are in no document', () => {
  const network = networkOf(
    sketchNetwork({
      instances: { 'i-1': 'one', 'i-2': 'two' },
      interfaces: {
        'eni-1': { instance: 'i-1', privateIp: '10.0.1.10' },
        'eni-2': { instance: 'i-2', privateIp: '10.0.1.11' },
        'eni-3': { instance: 'i-2', privateIp: '10.0.1.12' },
        'eni-4': { instance: 'i-9', privateIp: '10.0.1.13' },
        'eni-5': { instance: 'i-9', privateIp: '10.0.1.14' },
      },
    }),
  )
  const found = severalInterfaces(network)
  expect(found.map(({ instance }) => instance.id)).toEqual(['i-2'])
  expect(found.flatMap(({ interfaces }) => interfaces.map(({ id }) => id))).toEqual(['eni-2', 'eni-3'])
  expect(severalInterfaces(network)).toBe(found)
})
