// Runs the same queries over the same files in several engines, each in a process of its own, in turns, and prints medians and ratios.
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { make, tablePath } from './data.mjs';
import { engines } from './engines/index.mjs';
import { median, planning, table } from './report.mjs';
import { difference } from './results.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    workload: { type: 'string', default: 'tpch' },
    queries: { type: 'string' },
    threads: { type: 'string', default: String(cpus().length) },
    runs: { type: 'string', default: '5' },
    'warm-up': { type: 'string', default: '2' },
    make: { type: 'string' },
    json: { type: 'string' },
    planning: { type: 'boolean', default: false },
  },
});
const [folder] = positionals;
if (!folder) {
  console.error('node compare.mjs FOLDER [--workload tpch|columns|groups|functions|files|optimizer] [--queries Q1,Q6] [--threads N] [--runs 5] [--warm-up 2] [--planning] [--json FILE]\n'
    + 'node compare.mjs FOLDER --make SCALE [--workload functions|files]');
  process.exit(2);
}
if (options.make) {
  await make(folder, Number(options.make), options.workload);
  process.exit(0);
}

const workload = await import(`./workloads/${options.workload}.mjs`);
const wanted = options.queries?.split(options.queries.includes(';') ? ';' : ',');
const queries = workload.queries.filter((query) => !wanted || wanted.includes(query.name));
const threads = Number(options.threads);
const tables = Object.fromEntries(workload.tables.map((name) => [name, tablePath(folder, name)]));
const workers = Object.values(engines).map((start) => start());
const versions = [];
for (const worker of workers) versions.push(`${worker.name} ${(await worker.ask({ op: 'open', tables, threads })).version}`);
const statements = workload.open?.(folder) ?? {};
for (const worker of workers) for (const sql of statements[worker.name] ?? []) await worker.ask({ op: 'exec', sql });
console.log(`${versions.join(', ')}; ${cpus()[0].model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; ${threads} threads, medians of ${options.runs} hot runs\n`);

const results = [];
const differences = [];
for (const { name, sql, dialects = {} } of queries) {
  const ask = (worker, more) => worker.ask({ op: 'run', sql: dialects[worker.name] ?? sql, ...more });
  const rows = [];
  for (const worker of workers) rows.push((await ask(worker, { rows: true })).rows);
  for (let i = 1; i < workers.length; i++) {
    const found = difference(rows[0], rows[i]);
    if (found) differences.push(`${name}: ${workers[0].name} and ${workers[i].name} differ: ${found}`);
  }
  for (let i = 1; i < Number(options['warm-up']); i++) for (const worker of workers) await ask(worker);
  const samples = new Map(workers.map((worker) => [worker, []]));
  for (let run = 0; run < Number(options.runs); run++) {
    for (const worker of run % 2 === 0 ? workers : [...workers].reverse()) samples.get(worker).push(await ask(worker));
  }
  results.push({
    query: name,
    ...Object.fromEntries(workers.map((worker) => [worker.name, {
      ms: median(samples.get(worker).map((s) => s.ms)),
      cpuMs: median(samples.get(worker).map((s) => s.cpuMs)),
      runs: samples.get(worker).map((s) => s.ms),
    }])),
  });
}

const memory = [];
for (const worker of workers) memory.push({ engine: worker.name, ...(await worker.ask({ op: 'memory' })) });
for (const other of workers.slice(1)) console.log(table(results, [workers[0], other]) + '\n');
console.log(`Peak memory of the process: ${memory.map((m) => `${m.engine} ${Math.round(m.peakBytes / 2 ** 20)} MiB`).join(', ')}.`);
if (options.planning) {
  const measured = [];
  for (const { sql } of queries) measured.push(await workers[0].ask({ op: 'plan', sql }));
  console.log(planning(measured));
}
for (const text of differences) console.log(text);
if (options.json) writeFileSync(options.json, JSON.stringify({ versions, threads, results, memory, differences }, null, 1));
for (const worker of workers) worker.close();
process.exitCode = differences.length > 0 ? 1 : 0;
