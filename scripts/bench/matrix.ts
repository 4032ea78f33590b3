/** Who talks to whom between groups, each time on a network that nothing was asked of yet. */

import { readDescribe } from '../../lib/inventory/read-describe.ts'
import { exposure } from '../../lib/reachability/exposure.ts'
import { matrix } from '../../lib/reachability/matrix.ts'
import { type MatrixBy, matrixGroups } from '../../lib/reachability/matrix-groups.ts'
import { networkOf } from '../../lib/reachability/network.ts'
import { estateDocuments } from '../../lib/testing/estate/estate-pages.ts'
import { type EstateSize, estateOfSize } from '../../lib/testing/estate-of-size.ts'
import { median, ms, rounds, timed } from './measure.ts'
import { SIZES } from './sizes.ts'

export interface MatrixResult {
  readonly interfaces: number
  readonly by: MatrixBy
  readonly groups: number
  readonly cells: number
  /** Median, and the very first, when nothing was compiled yet. */
  readonly ms: number
  readonly firstMs: number
}

const ROUNDS = 5
/** Sixty subnets of sixteen hosts. */
const SIXTY: EstateSize = { vpcs: 5, subnetsPerVpc: 12, instancesPerSubnet: 16 }

export function measureMatrices(): readonly MatrixResult[] {
  const sixty = estateOfSize(SIXTY)
  const thousand = estateDocuments({ interfaces: SIZES['1k'] })
  const tenThousand = estateDocuments({ interfaces: SIZES['10k'] })
  return [measure(sixty, 'subnet'), measure(thousand, 'vpc'), measure(thousand, 'subnet'), measure(tenThousand, 'vpc')]
}

function measure(documents: Parameters<typeof readDescribe>[0], by: MatrixBy): MatrixResult {
  const first = once(documents, by)
  const times = rounds(ROUNDS, () => ({ matrix: once(documents, by).ms })).map((times) => times.matrix)
  return { ...first, by, firstMs: first.ms, ms: median(times) }
}

function once(documents: Parameters<typeof readDescribe>[0], by: MatrixBy) {
  const inventory = readDescribe(documents)
  const network = networkOf(inventory)
  const groups = matrixGroups(inventory, by)
  exposure(network)
  const { value: cells, ms: taken } = timed(() => matrix(network, groups))
  return { interfaces: inventory.networkInterfaces.size, groups: groups.length, cells: cells.length, ms: taken }
}

export const MATRIX_HEAD = ['Interfaces', 'Groups by', 'Groups', 'Cells', 'Matrix', 'First run']

export function matrixRow({ interfaces, by, groups, cells, ms: median, firstMs }: MatrixResult): readonly string[] {
  return [String(interfaces), by, String(groups), String(cells), ms(median), ms(firstMs)]
}
