// What rules and run-time bounds give: single values as conditions, groups above joins, several DISTINCT aggregates.
export const tables = ['region', 'nation', 'supplier', 'part', 'partsupp', 'customer', 'orders', 'lineitem'];

export const queries = [
  // A value that a query finds first bounds the scan of another.
  { name: 'last orders', sql: 'select count(*), sum(o_totalprice) from orders where o_orderkey > (select max(o_orderkey) - 1000 from orders)' },
  { name: 'dear orders', sql: 'select count(*), sum(o_custkey) from orders where o_totalprice > (select 3 * avg(o_totalprice) from orders)' },
  { name: 'between values', sql: 'select count(*), sum(l_quantity), min(l_comment) from lineitem where l_orderkey between (select max(o_orderkey) - 100000 from orders) and (select max(o_orderkey) - 50000 from orders)' },
  { name: 'items of last orders', sql: 'select count(*), sum(l_quantity) from lineitem, orders where l_orderkey = o_orderkey and o_orderkey > (select max(o_orderkey) - 10000 from orders)' },
  { name: 'the last order', sql: 'select * from orders where o_orderkey = (select max(o_orderkey) from orders)' },
  { name: 'share of all', sql: 'select o_orderpriority, sum(o_totalprice) / (select sum(o_totalprice) from orders) from orders group by 1' },
  { name: 'distance from mean', sql: 'select sum(abs(l_quantity - (select avg(l_quantity) from lineitem))) from lineitem' },

  // Groups by the unique key of a join right below.
  { name: 'orders and items', sql: 'select sum(s), count(*) from (select o_orderkey, sum(l_extendedprice * (1 - l_discount)) s from orders join lineitem on o_orderkey = l_orderkey where o_orderdate < date \'1995-03-15\' group by o_orderkey) t' },
  { name: 'customers and orders', sql: 'select max(c), count(*) from (select c_custkey, count(o_orderkey) c from customer left join orders on c_custkey = o_custkey group by c_custkey) t' },
  { name: 'parts and items', sql: 'select max(q), count(*) from (select p_partkey, sum(l_quantity) q from part join lineitem on p_partkey = l_partkey group by p_partkey) t' },

  // DISTINCT aggregates.
  { name: 'distinct, few groups', sql: 'select l_returnflag, count(distinct l_partkey) from lineitem group by 1' },
  { name: 'two distinct, few groups', sql: 'select l_returnflag, count(distinct l_partkey), count(distinct l_suppkey), sum(l_quantity) from lineitem group by 1' },
  { name: 'two distinct, many groups', sql: 'select sum(a), sum(b), sum(q) from (select l_partkey, count(distinct l_suppkey) a, count(distinct l_shipdate) b, sum(l_quantity) q from lineitem group by 1) t' },
  { name: 'distinct, no groups', sql: 'select count(distinct l_partkey), count(distinct l_suppkey), sum(l_quantity) from lineitem' },
  { name: 'distinct texts', sql: 'select l_shipmode, count(distinct l_comment) from lineitem where l_orderkey < 1000000 group by 1' },
];
