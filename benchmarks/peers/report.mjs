// Figures as a Markdown table.
const number = (value, digits = 1) => value.toFixed(digits);
const sum = (values) => values.reduce((a, b) => a + b, 0);

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const geometricMean = (values) => Math.exp(sum(values.map(Math.log)) / values.length);

/** Rows of queries with the medians of the first engine and of another, their ratios, total and geometric mean. */
export function table(results, [first, second]) {
  const rows = results.map((r) => ({ name: r.query, a: r[first.name], b: r[second.name] }));
  const [wallA, wallB] = [sum(rows.map((r) => r.a.ms)), sum(rows.map((r) => r.b.ms))];
  const [cpuA, cpuB] = [sum(rows.map((r) => r.a.cpuMs)), sum(rows.map((r) => r.b.cpuMs))];
  const lines = [
    `| query | ${first.name} ms | ${second.name} ms | ratio | ${first.name} CPU ms | ${second.name} CPU ms | CPU ratio |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map(({ name, a, b }) => `| ${name} | ${number(a.ms)} | ${number(b.ms)} | ${number(a.ms / b.ms, 2)} | ${number(a.cpuMs)} | ${number(b.cpuMs)} | ${number(a.cpuMs / b.cpuMs, 2)} |`),
    `| total | ${number(wallA)} | ${number(wallB)} | ${number(wallA / wallB, 2)} | ${number(cpuA)} | ${number(cpuB)} | ${number(cpuA / cpuB, 2)} |`,
    `| geometric mean of ratios | | | ${number(geometricMean(rows.map((r) => r.a.ms / r.b.ms)), 2)} | | | ${number(geometricMean(rows.map((r) => r.a.cpuMs / r.b.cpuMs)), 2)} |`,
  ];
  return lines.join('\n');
}

/** Planning of all queries against its budget: the median query, the worst one, and the most bytes. */
export function planning(measured) {
  const times = measured.map((m) => m.ms);
  return `Planning (parse to physical plan, hot): median query ${number(median(times), 3)} ms (budget 1), worst ${number(Math.max(...times), 3)} ms (budget 4), `
    + `most bytes ${Math.round(Math.max(...measured.map((m) => m.bytes)) / 1024)} KiB (budget 1024).`;
}
