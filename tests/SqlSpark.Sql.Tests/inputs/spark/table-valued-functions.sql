--MATRIX full
-- From Spark 4.1's golden test table-valued-functions.sql (Apache License 2.0).

select * from range(5, 10);

select * from range(0, 10, 2);

select * from range(0, 10, 1, 200);

select * from range(1, 1, 1, 1, 1);

select * from range(1, null);

select * from range(array(1, 2, 3));

select * from range(0, 5, 0);

select * from RaNgE(2);

select i from range(0, 2) t(i);

select * from range(0, (select 1));

select * from values (0, 1) t(c1, c2), lateral range(0, c2);

select * from explode(array(1, 2));

select * from explode(map('a', 1, 'b', 2));

select * from explode(array());

select * from explode(map());

select * from explode(array(1, 2)) t(c1);

select * from explode(map('a', 1, 'b', 2)) t(k, v);

select * from explode(array(rand(0)));

select * from explode(null);

select * from explode(null) t(c1);

select * from explode(1);

select * from explode(1, 2);

select * from explode(explode(array(1)));

select * from explode(array(1, 2)) t(c1, c2);

select * from explode_outer(array(1, 2));

select * from explode_outer(map('a', 1, 'b', 2));

select * from explode_outer(array());

select * from explode_outer(map());

select * from range(2) join explode(array(1, 2));

select * from range(2) join explode_outer(array());

select * from inline(array(struct(1, 'a'), struct(2, 'b')));

select * from inline(array(struct(1, 'a'), struct(2, 'b'))) t(x, y);

select * from inline(null);

select * from inline(array(struct(1, 2), struct(2, 3))) t(a, b, c);

select * from inline_outer(array(struct(1, 'a'), struct(2, 'b')));

select * from posexplode(array());

select * from posexplode(array(1, 2));

select * from posexplode(array(1, 2)) t(pos, x);

select * from posexplode(map());

select * from posexplode(map('a', 1, 'b', 2));

select * from posexplode(map('a', 1, 'b', 2)) t(pos, k, v);

select * from posexplode(1);

select * from posexplode(1, 2);

select * from posexplode(explode(array(1)));

select * from posexplode(array(1, 2)) t(x);

select * from posexplode_outer(array());

select * from posexplode_outer(array(1, 2));

select * from posexplode_outer(map());

select * from posexplode_outer(map('a', 1, 'b', 2));

select * from stack(1, 1, 2, 3);

select * from stack(2, 1, 2, 3);

select * from stack(3, 1, 2, 3) t(x);

select * from stack(4, 1, 2, 3) t(x);

select * from stack(2, 1, 1.1, 'a', 2, 2.2, 'b') t(a, b, c);

select * from stack(2, 1, 1.1, null, 2, null, 'b') t(a, b, c);

select * from stack();

select * from stack(2, 1, 2, 3) t(a, b, c);

select * from stack(2, 1, '1.1', 'a', 2, 2.2, 'b');

select * from stack(2, explode(array(1, 2, 3)));
