// TPC-H's 22 queries, out of the repository.
import { readFileSync } from 'node:fs';

export const tables = ['region', 'nation', 'supplier', 'part', 'partsupp', 'customer', 'orders', 'lineitem'];

export const queries = Array.from({ length: 22 }, (_, i) => ({
  name: `Q${i + 1}`,
  sql: readFileSync(new URL(`../../../tpch/queries/q${i + 1}.sql`, import.meta.url), 'utf8'),
}));
