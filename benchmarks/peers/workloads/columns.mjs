// Sums that need every value of a column of lineitem, or of all of them: how fast is a column decoded? Counts, least and greatest values
// would not do, they may come from statistics. The length of a string needs its bytes, for it counts characters.
export const tables = ['lineitem'];

const columns = (pattern, names) => names.map((name) => ({ name: `l_${name}`, argument: pattern.replace('?', `l_${name}`) }));
const numbers = columns('?', ['orderkey', 'partkey', 'suppkey', 'linenumber', 'quantity', 'extendedprice', 'discount', 'tax']);
const dates = columns('year(?)', ['shipdate', 'commitdate', 'receiptdate']);
const texts = columns('length(?)', ['returnflag', 'linestatus', 'shipinstruct', 'shipmode', 'comment']);
const all = [...numbers, ...dates, ...texts];

const sums = (name, list) => ({ name, sql: `select ${list.map((c) => `sum(${c.argument})`).join(', ')} from lineitem` });

export const queries = [
  sums('lineitem whole', all),
  sums('numbers', numbers),
  sums('dates', dates),
  sums('texts', texts),
  ...all.map((column) => sums(column.name, [column])),
];
