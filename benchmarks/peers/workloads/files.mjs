// Sums over lineitem in text files, CSV with a header and JSON lines, with declared types on both sides: how fast is text parsed? All
// columns, so that every value is read, and few, so that most of the text is only skipped.
import { join } from 'node:path';
import { queries as columns } from './columns.mjs';

export const tables = [];

const decimal = 'DECIMAL(15, 2)';
const types = {
  l_orderkey: 'BIGINT', l_partkey: 'BIGINT', l_suppkey: 'BIGINT', l_linenumber: 'INTEGER', l_quantity: decimal, l_extendedprice: decimal, l_discount: decimal, l_tax: decimal,
  l_returnflag: 'VARCHAR', l_linestatus: 'VARCHAR', l_shipdate: 'DATE', l_commitdate: 'DATE', l_receiptdate: 'DATE', l_shipinstruct: 'VARCHAR', l_shipmode: 'VARCHAR', l_comment: 'VARCHAR',
};
const formats = ['csv', 'json'];
const path = (folder, format) => join(folder, `lineitem.${format}`).replaceAll("'", "''");

/** Statements of DuckDB's that write the files from a table `lineitem`. */
export const make = (folder) => [
  `COPY lineitem TO '${path(folder, 'csv')}' (FORMAT csv, HEADER)`,
  `COPY lineitem TO '${path(folder, 'json')}' (FORMAT json)`,
];

const spark = Object.entries(types).map(([name, type]) => `${name} ${type === 'VARCHAR' ? 'STRING' : type}`).join(', ');
const duckdb = Object.entries(types).map(([name, type]) => `${name}: '${type}'`).join(', ');

/** Statements that each engine opens the files with. */
export const open = (folder) => ({
  SqlSpark: formats.map((format) => `CREATE TEMPORARY VIEW ${format} (${spark}) USING ${format} OPTIONS (path '${path(folder, format)}'${format === 'csv' ? ', header true' : ''})`),
  DuckDB: [
    `CREATE VIEW csv AS SELECT * FROM read_csv('${path(folder, 'csv')}', columns = {${duckdb}}, header = true, auto_detect = false)`,
    `CREATE VIEW json AS SELECT * FROM read_json('${path(folder, 'json')}', columns = {${duckdb}}, format = 'newline_delimited')`,
  ],
});

const few = [
  { name: 'rows', sql: 'select count(*) from lineitem' },
  { name: 'one', sql: 'select sum(l_tax) from lineitem' },
  { name: 'two texts', sql: 'select l_returnflag, l_shipmode, count(*) from lineitem group by all' },
  {
    name: 'Q6',
    sql: "select sum(l_extendedprice * l_discount) from lineitem where l_shipdate >= date '1994-01-01' and l_shipdate < date '1995-01-01' and l_discount between 0.05 and 0.07 and l_quantity < 24",
  },
];

export const queries = formats.flatMap((format) =>
  [...columns.slice(0, 4), ...few].map(({ name, sql }) => ({ name: `${format} ${name}`, sql: sql.replace('from lineitem', `from ${format}`) })));
