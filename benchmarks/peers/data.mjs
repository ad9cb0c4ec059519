// TPC-H's tables as Parquet, written by this engine and by DuckDB with its defaults, from the same rows.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { engines, sqlspark } from './engines/index.mjs';
import * as files from './workloads/files.mjs';
import * as functions from './workloads/functions.mjs';
import { tables } from './workloads/tpch.mjs';

/** Where a table is: a file, or a folder of files. */
export const tablePath = (folder, table) => {
  const file = join(folder, `${table}.parquet`);
  return existsSync(file) ? file : join(folder, table);
};

/** Makes `FOLDER/sqlspark` and `FOLDER/duckdb` unless they are there; the values of the workload of functions; or also the files of text of the workload of files. */
export async function make(folder, scale, workload) {
  if (workload === 'functions') {
    mkdirSync(folder, { recursive: true });
    const duckdb = engines.duckdb();
    await duckdb.ask({ op: 'open', threads: 2, tables: {} });
    await duckdb.ask({ op: 'exec', sql: functions.make(join(folder, 'samples.parquet'), scale * functions.rows) });
    duckdb.close();
    return;
  }

  const ours = join(folder, 'sqlspark');
  const theirs = join(folder, 'duckdb');
  if (!existsSync(ours)) {
    const unfinished = ours + '.unfinished';
    rmSync(unfinished, { recursive: true, force: true });
    execFileSync('dotnet', [sqlspark, 'tpch', 'generate', '--scale', String(scale), '--output', unfinished, '--format', 'parquet'], { stdio: 'inherit' });
    renameSync(unfinished, ours);
  }
  if (!existsSync(theirs)) {
    const unfinished = theirs + '.unfinished';
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished);
    const duckdb = engines.duckdb();
    await duckdb.ask({ op: 'open', threads: 2, tables: Object.fromEntries(tables.map((t) => [t, tablePath(ours, t)])) });
    for (const table of tables) await duckdb.ask({ op: 'exec', sql: `COPY ${table} TO '${join(unfinished, `${table}.parquet`)}' (FORMAT parquet)` });
    duckdb.close();
    renameSync(unfinished, theirs);
  }
  if (workload === 'files') {
    const duckdb = engines.duckdb();
    await duckdb.ask({ op: 'open', threads: 2, tables: { lineitem: tablePath(theirs, 'lineitem') } });
    for (const sql of files.make(folder)) await duckdb.ask({ op: 'exec', sql });
    duckdb.close();
  }
}
