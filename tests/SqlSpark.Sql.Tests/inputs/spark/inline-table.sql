-- From Spark 4.1's golden test inline-table.sql (Apache License 2.0).

select * from values ("one", 1);

select * from values ("one", 1) as data;

select * from values ("one", 1) as data(a, b);

select * from values 1, 2, 3 as data(a);

select * from values ("one", 1), ("two", 2), ("three", null) as data(a, b);

select * from values ("one", null), ("two", null) as data(a, b);

select * from values ("one", 1), ("two", 2L) as data(a, b);

select * from values ("one", 1 + 0), ("two", 1 + 3L) as data(a, b);

select * from values ("one", 1 as one) as data(a, b);

select * from values ("one", array(0, 1)), ("two", array(2, 3)) as data(a, b);

select * from values ("one", 2.0), ("two", 3.0D) as data(a, b);

select * from values ("one", rand(5)), ("two", 3.0D) as data(a, b);

select * from values ("one", 2.0), ("two") as data(a, b);

select * from values ("one", array(0, 1)), ("two", struct(1, 2)) as data(a, b);

select * from values ("one"), ("two") as data(a, b);

select * from values ("one", random_not_exist_func(1)), ("two", 2) as data(a, b);

select * from values ("one", count(1)), ("two", 2) as data(a, b);

select * from values (try_add(5, 0));

select * from values (try_divide(5, 0));

select * from values (10 + try_divide(5, 0));
