-- From Spark 4.1's golden test higher-order-functions.sql (Apache License 2.0).

create or replace temporary view nested as values
  (1, array(32, 97), array(array(12, 99), array(123, 42), array(1))),
  (2, array(77, -76), array(array(6, 96, 65), array(-1, -2))),
  (3, array(12), array(array(17)))
  as t(x, ys, zs);

select upper(x -> x) as v;

select ceil(x -> x) as v;

select transform(zs, z -> z) as v from nested;

select transform(ys, y -> y * y) as v from nested;

select transform(ys, (y, i) -> y + i) as v from nested;

select transform(zs, z -> concat(ys, z)) as v from nested;

select transform(cast(null as array<int>), x -> x + 1) as v;

select filter(ys, y -> y > 30) as v from nested;

select filter(cast(null as array<int>), y -> true) as v;

select transform(zs, z -> filter(z, zz -> zz > 50)) as v from nested;

select transform(ys, all -> all * all) as v from values (array(32, 97)) as t(ys);

select transform(ys, (all, i) -> all + i) as v from values (array(32, 97)) as t(ys);
