// Groups, distinct values, orders and top-N over lineitem, by keys of few and of many values, numbers and texts. Groups are counted, and
// of ordered rows one near the end is read, so that results are small.
export const tables = ['lineitem'];

const by = (keys) => keys.map((key) => `l_${key}`).join(', ');
const groups = (...keys) => ({
  name: `groups of ${keys.join(' ')}`,
  sql: `select count(*), sum(q), max(q) from (select ${by(keys)}, sum(l_quantity) q from lineitem group by ${by(keys)})`,
});
const order = (key, payload) => ({
  name: `order by ${key}`,
  sql: `select l_${key}, l_orderkey, l_linenumber, l_${payload} from lineitem order by l_${key}, l_orderkey, l_linenumber limit 1 offset 6000000`,
});
const top = (key, direction) => ({
  name: `top by ${key} ${direction}`,
  sql: `select l_orderkey, l_linenumber, l_comment from lineitem order by l_${key} ${direction}, l_orderkey, l_linenumber limit 100`,
});

export const queries = [
  groups('orderkey'),
  groups('partkey'),
  groups('partkey', 'suppkey'),
  groups('shipdate'),
  groups('extendedprice'),
  groups('comment'),
  {
    name: 'groups of four texts',
    sql: `select l_returnflag, l_linestatus, l_shipmode, l_shipinstruct, count(*), sum(l_quantity), avg(l_extendedprice) from lineitem
      group by l_returnflag, l_linestatus, l_shipmode, l_shipinstruct`,
  },
  {
    name: 'six aggregates',
    sql: `select count(*), sum(q), sum(p), max(d), min(c), sum(a) from (
      select l_suppkey, sum(l_quantity) q, max(l_extendedprice) p, max(l_discount) d, min(l_shipdate) c, avg(l_tax) a from lineitem group by l_suppkey)`,
  },
  { name: 'distinct suppkey', sql: 'select count(distinct l_suppkey) from lineitem' },
  { name: 'distinct orderkey', sql: 'select count(distinct l_orderkey) from lineitem' },
  { name: 'distinct comment', sql: 'select count(distinct l_comment) from lineitem' },
  { name: 'distinct suppkey of shipmode', sql: 'select l_shipmode, count(distinct l_suppkey) from lineitem group by l_shipmode' },
  order('extendedprice', 'quantity'),
  order('shipdate', 'comment'),
  order('comment', 'extendedprice'),
  order('shipmode', 'shipinstruct'),
  top('extendedprice', 'desc'),
  top('comment', 'asc'),
  top('shipdate', 'desc'),
];
