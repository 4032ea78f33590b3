/** Ports data stores listen on by custom. Source: the guides of RDS, ElastiCache, Redshift, Neptune, MSK and OpenSearch, and IANA's service names. */

import { intervalSet, type NumberSet } from '../net/interval-set.ts'

export const DATA_PORTS: NumberSet = intervalSet([
  [445, 445],
  [1433, 1434],
  [1521, 1521],
  [2049, 2049],
  [2483, 2484],
  [3306, 3306],
  [5432, 5432],
  [5439, 5439],
  [6379, 6380],
  [7000, 7001],
  [8182, 8182],
  [9042, 9042],
  [9092, 9098],
  [9160, 9160],
  [9200, 9200],
  [9300, 9300],
  [11211, 11211],
  [27017, 27019],
])
