using System.Globalization;
using SqlSpark.BuiltinFunctions.Scalar.Collections;
using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Collections;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Text.Json;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Generators;

/// <summary><c>json_tuple(json, name, ...)</c>: the fields of a JSON object as one row of strings.</summary>
/// <remarks>Spark: <c>JsonTuple</c> in jsonExpressions.scala. The row is the one of an array with one struct. A text that is no object gives NULLs.</remarks>
internal static class JsonTuple
{
    public static readonly GeneratorFunction Definition = new("json_tuple")
    {
        Group = FunctionGroup.Json,
        Since = "1.6.0",
        Usage = "json_tuple(jsonStr, p1, p2, ..., pn) - Returns the fields p1 to pn of a JSON object in the columns c0, c1, ...",
        Examples = [new("SELECT json_tuple('{\"a\":1, \"b\":2}', 'a', 'b')", "1\t2"), new("SELECT json_tuple('{\"a\":[1, 2]}', 'a', 'b')", "[1,2]\tNULL")],
        Overloads = [new([TypePattern.Any], Bind) { IsVariadic = true }],
    };

    /// <summary>The row of fields as a struct, without a name of its own in SQL.</summary>
    private static ScalarFunction Fields => new("json_tuple")
    {
        Group = FunctionGroup.Json,
        Usage = "The fields of a JSON object as a struct.",
        Examples = [],
    };

    private static Generator Bind(BindCall call)
    {
        if (call.Arguments.Count < 2)
            throw BuiltinErrors.WrongArgumentCount(call, "> 1");
        if (call.Types.Any(t => t is not StringType))
            throw SqlSparkException.Create("DATATYPE_MISMATCH.NON_STRING_TYPE", null, ("sqlExpr", BuiltinErrors.Sql(call)), ("funcName", ErrorFormat.SqlId(call.Name)));
        var columns = Enumerable.Range(0, call.Arguments.Count - 1).Select(i => new StructField(string.Create(CultureInfo.InvariantCulture, $"c{i}"), StringType.Instance));
        var type = new StructType(columns.ToEquatableArray());
        var bound = new BoundFunction(type, false, Volatility.Immutable, false, NullBehavior.Custom, static _ => new Kernel()) { Name = call.Name, BorrowsArguments = false };
        return new Catalyst.Expressions.Explode(ArrayOf.Of([new ScalarCall(Fields, call.Arguments, bound)], type), ExplodeForm.Fields)
        {
            WrittenAs = $"{call.Name}({string.Join(", ", call.Arguments.Select(a => a.Sql))})",
        };
    }

    private sealed class Kernel : IScalarKernel
    {
        private readonly Utf8Buffer _text = new();
        private bool[] _isFound = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            Array.Resize(ref _isFound, arguments.Count - 1);
            var texts = new RowReader<Utf8View>(arguments[0]);
            foreach (var row in rows)
            {
                Array.Clear(_isFound);
                var text = texts[row];
                if (arguments[0].IsNull(row) || !TryRead(text.Bytes, arguments, row, result))
                    Array.Clear(_isFound);
                for (var i = 0; i < _isFound.Length; i++)
                {
                    if (!_isFound[i])
                        result.Field(i).SetNull(row);
                }
            }
        }

        private bool TryRead(ReadOnlySpan<byte> text, in Arguments arguments, int row, VectorWriter result)
        {
            var scanner = new JsonScanner(text, JsonText.Leniency);
            if (!scanner.Read() || scanner.Kind != JsonKind.StartObject)
                return false;
            while (true)
            {
                if (!scanner.Read())
                    return false;
                if (scanner.Kind == JsonKind.EndObject)
                    return true;
                var name = scanner;
                if (!scanner.Read())
                    return false;
                if (scanner.Kind == JsonKind.Null || !IsWanted(name, arguments, row))
                {
                    if (!scanner.Skip())
                        return false;
                    continue;
                }

                _text.Clear();
                if (scanner.Kind == JsonKind.String)
                    _text.Advance(scanner.CopyText(_text.GetSpan(scanner.Raw.Length)));
                else if (!JsonOutput.TryCopy(ref scanner, _text))
                    return false;
                Store(name, arguments, row, result);
            }
        }

        private static bool IsWanted(in JsonScanner name, in Arguments arguments, int row)
        {
            for (var i = 1; i < arguments.Count; i++)
            {
                if (IsName(name, arguments[i], row))
                    return true;
            }

            return false;
        }

        private void Store(in JsonScanner name, in Arguments arguments, int row, VectorWriter result)
        {
            for (var i = 1; i < arguments.Count; i++)
            {
                if (!IsName(name, arguments[i], row))
                    continue;
                result.Field(i - 1).SetBytes(row, _text.Written);
                _isFound[i - 1] = true;
            }
        }

        private static bool IsName(in JsonScanner name, Vector argument, int row)
        {
            if (argument.IsNull(row))
                return false;
            var wanted = new RowReader<Utf8View>(argument)[row];
            return name.TextEquals(wanted.Bytes);
        }
    }
}
