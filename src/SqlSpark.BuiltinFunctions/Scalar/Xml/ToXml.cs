using SqlSpark.BuiltinFunctions.Scalar.Json;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Text;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>to_xml(struct[, options])</c>: a struct as an XML element.</summary>
/// <remarks>Spark: <c>StructsToXml</c> in xmlExpressions.scala over <c>StaxXmlGenerator</c>. Fields that are NULL are left out.</remarks>
internal static class ToXml
{
    public static readonly ScalarFunction Definition = new("to_xml")
    {
        Group = FunctionGroup.Xml,
        Since = "4.0.0",
        Usage = "to_xml(expr[, options]) - Returns a struct as an XML element.",
        Examples =
        [
            new("SELECT to_xml(named_struct('a', 1, 'b', 2))", "<ROW>\n    <a>1</a>\n    <b>2</b>\n</ROW>"),
            new("SELECT to_xml(named_struct('_id', 1, '_VALUE', 'x<y'), map('rowTag', 'p'))", "<p id=\"1\">x&lt;y</p>"),
        ],
        Printer = static (name, arguments) => $"{name}({arguments[0]})",
        Overloads = [Overload.Bound([TypePattern.Any, TypePattern.Any], Bind) with { OptionalCount = 1 }],
    };

    private static BoundFunction Bind(BindCall call)
    {
        if (call.Type(0) is not StructType type)
            throw BuiltinErrors.UnexpectedType(call, 0, ["STRUCT"]);
        if (type.Exists(static t => t is VariantType))
            throw SqlSparkException.Create("UNSUPPORTED_FEATURE.TYPE_IN_OPERATION", null, ("dataType", ErrorFormat.SqlType(type.Sql)), ("operation", call.Name));
        var options = XmlGeneratorOptions.Of(new TextOptions(call, 1), call);
        return new BoundFunction(StringType.Instance, true, Volatility.Immutable, false, NullBehavior.Propagate, _ => new Kernel(new XmlGenerator(type, options)))
        {
            BorrowsArguments = false,
            Signature = [options.Dates.Zone.Id, options.Binary],
        };
    }

    private sealed class Kernel(XmlGenerator generator) : IScalarKernel
    {
        private readonly Utf8Buffer _text = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var isConstant = arguments[0] is ConstantVector;
            var record = isConstant ? ((ConstantVector)arguments[0]).Value : arguments[0];
            foreach (var row in rows)
            {
                _text.Clear();
                generator.Append(record, isConstant ? 0 : row, _text);
                result.SetBytes(row, _text.Written);
            }
        }
    }
}
