begin end;
begin select 1; select 2; end;
begin declare x, y int default 1; set x = 2; set (x, y) = (select 1, 2); set var y = x + 1; values (x); end;
begin a: begin select 1; leave a; end a; end;
begin if a > 1 then select 1; elseif b then select 2; else select 3; end if; end;
begin while x < 10 do set x = x + 1; if x = 5 then iterate w; end if; end while; end;
begin w: while exists (select 1) do leave w; end while w; end;
begin repeat set x = x + 1; until x > 10 end repeat; end;
begin l: loop leave l; end loop l; end;
begin for r as select * from t do insert into u values (r.a); end for; end;
begin f: for select 1 do iterate f; end for f; end;
begin case when a then select 1; when b then select 2; else select 3; end case; end;
begin case x when 1 then select 1; else select case when a then b end; end case; end;
begin declare c condition for sqlstate '45000'; declare exit handler for c, not found, sqlexception, sqlstate value '22012' begin select 1; end; select 1 / 0; end;
begin declare continue handler for sqlexception set x = 1; create table t (a int); drop table t; end;
begin not atomic execute immediate 'select 1' into x; begin declare y = 1; end; end
