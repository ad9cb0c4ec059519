-- From Spark 4.1's golden test order-by-ordinal.sql (Apache License 2.0).

create temporary view data as select * from values
  (1, 1),
  (1, 2),
  (2, 1),
  (2, 2),
  (3, 1),
  (3, 2)
  as data(a, b);

select * from data order by 1 desc;

select * from data order by 1 desc, b desc;

select * from data order by 1 desc, 2 desc;

select * from data order by 1 + 0 desc, b desc;

select * from data order by 0;

select * from data order by -1;

select * from data order by 3;

select * from data sort by 1 desc;
