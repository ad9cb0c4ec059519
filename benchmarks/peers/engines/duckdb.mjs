// DuckDB as a process: answers the requests of worker.mjs.
import { createInterface } from 'node:readline';
import { readFileSync, existsSync, statSync } from 'node:fs';
import { DuckDBInstance, version } from '@duckdb/node-api';

let connection;

const requests = {
  async open({ tables, threads }) {
    const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
    connection = await instance.connect();
    for (const [name, path] of Object.entries(tables)) {
      const files = statSync(path).isDirectory() ? `${path}/*.parquet` : path;
      await connection.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet('${files.replaceAll("'", "''")}')`);
    }
    return { version: version() };
  },

  async run({ sql, rows }) {
    const processor = process.cpuUsage();
    const start = process.hrtime.bigint();
    const reader = await connection.runAndReadAll(sql);
    const ms = Number(process.hrtime.bigint() - start) / 1e6;
    const used = process.cpuUsage(processor);
    const answer = { ms, cpuMs: (used.user + used.system) / 1e3, rowCount: reader.currentRowCount };
    if (rows) answer.rows = reader.getRowsJson().map((row) => row.map((cell) => (cell === null ? null : String(cell))));
    return answer;
  },

  async exec({ sql }) {
    await connection.run(sql);
    return {};
  },

  memory() {
    const status = '/proc/self/status';
    const peak = existsSync(status) && /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'));
    return { peakBytes: (peak ? Number(peak[1]) : process.resourceUsage().maxRSS) * 1024 };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await requests[request.op](request);
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
process.exit(0);
