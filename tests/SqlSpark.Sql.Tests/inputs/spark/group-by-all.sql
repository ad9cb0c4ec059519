-- From Spark 4.1's golden test group-by-all.sql (Apache License 2.0).

create temporary view data as select * from values
  ("USA", "San Francisco", "Reynold", 1, 11.0),
  ("USA", "San Francisco", "Matei", 2, 12.0),
  ("USA", "Berkeley", "Xiao", 3, 13.0),
  ("China", "Hangzhou", "Wenchen", 4, 14.0),
  ("China", "Shanghai", "Shanghaiese", 5, 15.0),
  ("Korea", "Seoul", "Hyukjin", 6, 16.0),
  ("UK", "London", "Sean", 7, 17.0)
  as data(country, city, name, id, power);

select country, count(*) from data group by ALL;

select country, count(*) from data group by aLl;

select all, city, count(*) from (select country as all, city, id from data) group by all, city;

SELECT count(1) FROM VALUES(1), (2), (3) AS T(all) GROUP BY all;

select country, city, count(*), sum(power) from data group by all;

select count(*), country, city, sum(power) from data group by all;

select country as con, count(*) from data group by all;

select country, count(*) as cnt from data group by all;

select upper(country), count(*) as powerup from data group by all;

select country, sum(power) + 10 as powerup from data group by all;

select country, city from data group by all;

select con, powerup from
  (select country as con, sum(power) + 10 as powerup from data group by all);

select country, count(id) as cnt from data group by all having cnt > 1;

select count(id) from data group by all;

select count(id + power / 2) * 3 from data group by all;

select count(*) from (select * from data where country = "DNS") group by all;

select id + count(*) from data group by all;

select (id + id) / 2 + count(*) * 2 from data group by all;

select (select count(*) from data d1 where d1.country = d2.country) + count(id) from data d2 group by all;

select non_exist from data group by all;

SELECT * FROM data GROUP BY ALL;

SELECT 4 AS a, 5 AS b, 6 AS c, * FROM data GROUP BY ALL;

SELECT *, 4 AS a, 5 AS b, 6 AS c FROM data GROUP BY ALL;

SELECT 4 AS a, 5 AS b, *, 6 AS c FROM data GROUP BY ALL;
