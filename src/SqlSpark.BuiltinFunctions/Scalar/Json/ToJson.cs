using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Json;

/// <summary><c>to_json(value[, options])</c>: a struct, array, map or variant as JSON.</summary>
/// <remarks>Spark: <c>StructsToJson</c> in jsonExpressions.scala over <c>JacksonGenerator</c>. Fields that are NULL are left out.</remarks>
internal static class ToJson
{
    public static readonly ScalarFunction Definition = new("to_json")
    {
        Group = FunctionGroup.Json,
        Since = "2.2.0",
        Usage = "to_json(expr[, options]) - Returns a struct, array or map as JSON.",
        Examples =
        [
            new("SELECT to_json(named_struct('a', 1, 'b', 2))", "{\"a\":1,\"b\":2}"),
            new("SELECT to_json(named_struct('time', to_timestamp('2015-08-26', 'yyyy-MM-dd')), map('timestampFormat', 'dd/MM/yyyy'))", "{\"time\":\"26/08/2015\"}"),
            new("SELECT to_json(array(map('a', 1), NULL))", "[{\"a\":1},null]"),
        ],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        Overloads = [Overload.Bound([TypePattern.Any, TypePattern.Any], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        var type = call.Type(0);
        if (type is not (StructType or ArrayType or MapType or VariantType))
            throw BuiltinErrors.UnexpectedType(call, 0, ["STRUCT", "ARRAY", "MAP", "VARIANT"]);
        var options = new TextOptions(call, 1);
        var settings = new JsonWriterOptions(call, options);
        _ = JsonValueWriter.Create(type, settings);
        return new BoundFunction(StringType.Instance, true, Volatility.Immutable, false, NullBehavior.Propagate, _ => new Kernel(JsonValueWriter.Create(type, settings)))
        {
            AcceptsDictionaries = true,
            AcceptsNarrowWidths = true,
            BorrowsArguments = false,
            Signature = [settings.Zone.Id],
        };
    }

    private sealed class Kernel(JsonValueWriter writer) : IScalarKernel
    {
        private readonly Utf8Buffer _text = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            foreach (var row in rows)
            {
                _text.Clear();
                writer.Append(arguments[0], row, _text);
                result.SetBytes(row, _text.Written);
            }
        }
    }
}
