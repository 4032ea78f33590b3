/** The allow-list: for every key of a describe document, the fields that may enter. What is not named here is dropped at the door. */

import type { DescribeKey } from './document.ts'
import type { ElementSchema } from './element-schema.ts'
import { CONNECTIVITY_SCHEMA } from './schema-connectivity.ts'
import { DATA_SCHEMA } from './schema-data.ts'
import { FILTER_SCHEMA } from './schema-filters.ts'
import { GATEWAY_SCHEMA } from './schema-gateways.ts'
import { GOVERNANCE_SCHEMA } from './schema-governance.ts'
import { NETWORK_SCHEMA } from './schema-network.ts'
import { SERVICE_SCHEMA } from './schema-services.ts'
import { WATCHING_SCHEMA } from './schema-watching.ts'

export const SCHEMA: Readonly<Record<DescribeKey, ElementSchema>> = {
  ...NETWORK_SCHEMA,
  ...FILTER_SCHEMA,
  ...GATEWAY_SCHEMA,
  ...CONNECTIVITY_SCHEMA,
  ...SERVICE_SCHEMA,
  ...DATA_SCHEMA,
  ...GOVERNANCE_SCHEMA,
  ...WATCHING_SCHEMA,
}
