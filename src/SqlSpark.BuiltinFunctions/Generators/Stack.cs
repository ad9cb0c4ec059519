using System.Globalization;
using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary><c>stack(n, a, b, ...)</c>: the values in n rows, from left to right and then down; NULLs fill the last row up.</summary>
/// <remarks>Spark: <c>Stack</c> in generators.scala. The rows are those of an array of structs.</remarks>
internal static class Stack
{
    public static readonly GeneratorFunction Definition = new("stack")
    {
        Group = FunctionGroup.Generator,
        Since = "2.0.0",
        Usage = "stack(n, expr1, ..., exprk) - Separates the values into n rows, in the columns col0, col1, ...",
        Examples = [new("SELECT stack(2, 1, 2, 3)", "1\t2\n3\tNULL")],
        Overloads = [new([TypePattern.Any], Bind) { IsVariadic = true }],
    };

    private static Generator Bind(BindCall call)
    {
        if (call.Arguments.Count < 2)
            throw BuiltinErrors.WrongArgumentCount(call, "> 1");
        var rowCount = RowCount(call);
        var values = EquatableArray.Create(call.Arguments.AsSpan()[1..]);
        var columnCount = (values.Count - 1) / rowCount + 1;
        var type = RowType(call, values, columnCount);
        var rows = Enumerable.Range(0, rowCount).Select(Expression (row) => Row(values, row * columnCount, type)).ToEquatableArray();
        return new Catalyst.Expressions.Explode(ArrayOf.Of(rows, type), ExplodeForm.Fields)
        {
            WrittenAs = $"{call.Name}({string.Join(", ", call.Arguments.Select(a => a.Sql))})",
        };
    }

    private static int RowCount(BindCall call)
    {
        if (call.Type(0) is not IntegerType)
            throw BuiltinErrors.UnexpectedType(call, 0, [IntegerType.Instance.Sql]);
        if (!call.Arguments[0].IsFoldable)
            throw BuiltinErrors.NotFoldable(call, 0, "n", IntegerType.Instance.Sql);
        if (call.Constant(0)?.Value is not int count)
            throw BuiltinErrors.UnexpectedNull(call, "n");
        return count > 0 ? count : throw BuiltinErrors.OutOfRange(call, "n", "(0, 2147483647]", count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Values in one column are of one type, but for bare NULLs.</summary>
    private static StructType RowType(BindCall call, EquatableArray<Expression> values, int columnCount)
    {
        var fields = new StructField[columnCount];
        for (var column = 0; column < columnCount; column++)
        {
            var first = -1;
            for (var i = column; i < values.Count; i += columnCount)
            {
                if (values[i].DataType is VoidType)
                    continue;
                if (first < 0)
                    first = i;
                else if (!values[i].DataType.EqualsIgnoringNullability(values[first].DataType))
                    throw DifferentTypes(call, values, column, first, i);
            }

            fields[column] = new StructField(string.Create(CultureInfo.InvariantCulture, $"col{column}"), values[Math.Max(first, column)].DataType, true);
        }

        return new StructType(EquatableArray.Create<StructField>(fields));
    }

    private static CreateStruct Row(EquatableArray<Expression> values, int start, StructType type) => new(
        type.Fields.Map(f => f.Name),
        Enumerable.Range(start, type.Fields.Count).Select(i =>
            i < values.Count && values[i].DataType is not VoidType ? values[i] : Literal.Null(type.Fields[i - start].DataType)).ToEquatableArray());

    private static SqlSparkException DifferentTypes(BindCall call, EquatableArray<Expression> values, int column, int left, int right) =>
        SqlSparkException.Create(
            "DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES",
            null,
            ("sqlExpr", BuiltinErrors.Sql(call)),
            ("columnIndex", column.ToString(CultureInfo.InvariantCulture)),
            ("leftParamIndex", (left + 1).ToString(CultureInfo.InvariantCulture)),
            ("leftType", ErrorFormat.SqlType(values[left].DataType.Sql)),
            ("rightParamIndex", (right + 1).ToString(CultureInfo.InvariantCulture)),
            ("rightType", ErrorFormat.SqlType(values[right].DataType.Sql)));
}
