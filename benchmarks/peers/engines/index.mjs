// The engines by name: how each is started. Another engine is a file that answers the same requests, and a line here.
import { fileURLToPath } from 'node:url';
import { Worker } from './worker.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const program = here('../../SqlSpark.Benchmarks/bin/Release/net10.0/SqlSpark.Benchmarks.dll');

export const engines = {
  sqlspark: () => new Worker('SqlSpark', ['dotnet', program, 'peer']),
  duckdb: () => new Worker('DuckDB', [process.execPath, here('duckdb.mjs')]),
};

/** The program of this repository that the first engine is part of. */
export const sqlspark = here('../../../src/SqlSpark.Cli/bin/Release/net10.0/SqlSpark.Cli.dll');
