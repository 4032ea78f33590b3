/** A small scene for tests: one VPC, two zones, three subnets, a gateway, the internet, a transit gateway. */

import type { NodeKind } from '../../lib/topology/graph.ts'
import type { Scene, SceneLine, SceneNode } from '../../lib/topology/scene.ts'

type Part = Partial<SceneNode> & { readonly id: string; readonly kind: NodeKind }

export function sceneNode(part: Part): SceneNode {
  return {
    parentId: null,
    code: '',
    label: part.id,
    detail: '',
    subnetClass: null,
    fill: null,
    resourceIds: [part.id],
    foldKey: null,
    collected: true,
    facts: [],
    x: 0,
    y: 0,
    width: 160,
    height: 44,
    count: 1,
    contents: [],
    level: null,
    ...part,
  }
}

export function sceneLine(part: Partial<SceneLine> & { readonly from: string; readonly to: string }): SceneLine {
  return {
    id: `${part.from}>${part.to}`,
    kind: 'association',
    label: '',
    blackhole: false,
    count: 1,
    resourceIds: [],
    points: [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ],
    atRest: true,
    ...part,
  }
}

export function sceneOf(nodes: readonly SceneNode[], lines: readonly SceneLine[] = []): Scene {
  return { width: 800, height: 700, nodes, lines, counts: { resources: 7, drawn: 7, folded: 0, vpcs: 1, subnets: 3 } }
}

const SUBNET = { kind: 'subnet' as const, width: 184, level: 'full' as const }

const AROUND: readonly SceneNode[] = [
  sceneNode({
    id: 'internet',
    kind: 'internet',
    label: 'Internet',
    resourceIds: [],
    x: 20,
    y: 20,
    width: 760,
    height: 36,
  }),
  sceneNode({ id: 'vpc-1', kind: 'vpc', label: 'prod', x: 20, y: 120, width: 428, height: 500, level: 'full' }),
  sceneNode({ id: 'igw-1', kind: 'internet-gateway', parentId: 'vpc-1', x: 150, y: -14, width: 128, height: 28 }),
  sceneNode({
    id: 'az:a',
    kind: 'availability-zone',
    parentId: 'vpc-1',
    resourceIds: [],
    x: 16,
    y: 58,
    width: 184,
    height: 400,
  }),
]

const INSIDE: readonly SceneNode[] = [
  sceneNode({ ...SUBNET, id: 'subnet-web-a', parentId: 'az:a', subnetClass: 'public', x: 0, y: 26, height: 160 }),
  sceneNode({
    id: 'i-bastion',
    kind: 'instance',
    parentId: 'subnet-web-a',
    resourceIds: ['i-bastion', 'eni-bastion'],
    x: 12,
    y: 44,
  }),
  sceneNode({
    id: 'fold:web',
    kind: 'instance',
    label: 'web',
    parentId: 'subnet-web-a',
    resourceIds: ['i-web-1', 'i-web-2', 'i-web-3'],
    count: 3,
    x: 12,
    y: 96,
  }),
  sceneNode({
    ...SUBNET,
    id: 'subnet-data-a',
    parentId: 'az:a',
    subnetClass: 'isolated',
    x: 0,
    y: 202,
    height: 112,
  }),
  sceneNode({ id: 'db', kind: 'database', parentId: 'subnet-data-a', x: 12, y: 44 }),
  sceneNode({
    id: 'az:b',
    kind: 'availability-zone',
    parentId: 'vpc-1',
    resourceIds: [],
    x: 228,
    y: 58,
    width: 184,
    height: 200,
  }),
  sceneNode({ ...SUBNET, id: 'subnet-web-b', parentId: 'az:b', subnetClass: 'public', x: 0, y: 26, height: 160 }),
  sceneNode({ id: 'alb', kind: 'load-balancer', parentId: 'subnet-web-b', x: 12, y: 44 }),
  sceneNode({ id: 'tgw-1', kind: 'transit-gateway', x: 600, y: 300 }),
]

const LINES: readonly SceneLine[] = [
  sceneLine({ from: 'alb', to: 'fold:web', kind: 'traffic', label: 'tcp/8080', resourceIds: ['sgr-1', 'sg-web'] }),
  sceneLine({ from: 'fold:web', to: 'db', kind: 'traffic', label: 'tcp/5432', atRest: false }),
  sceneLine({ from: 'subnet-web-a', to: 'igw-1', kind: 'route', label: '0.0.0.0/0', resourceIds: ['rtb-1'] }),
]

/**
 * internet over vpc-1; in it web-a (bastion, web ×3) above data-a (db), and web-b (alb) beside web-a;
 * tgw-1 to the right. Lines: alb → web, web → db, web-a → igw-1.
 */
export function smallScene(): Scene {
  return sceneOf([...AROUND, ...INSIDE], LINES)
}
