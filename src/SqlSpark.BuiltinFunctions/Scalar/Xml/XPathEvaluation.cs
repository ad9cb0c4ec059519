using System.Text;
using System.Xml;
using System.Xml.XPath;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Evaluation.Binding;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary>What an XPath expression over a document gives.</summary>
internal interface IXPathResult
{
    /// <summary>The type of the result.</summary>
    static abstract DataType Type { get; }

    /// <summary>The XPath function that makes the result of the expression, or null for the nodes themselves.</summary>
    static abstract string? Conversion { get; }

    /// <summary>Writes the result of a row.</summary>
    static abstract void Write(object value, VectorWriter result, int row);
}

/// <summary>Evaluates a constant XPath 1.0 expression over XML texts. Documents with a DTD are refused, so there are no entities to expand or load.</summary>
/// <remarks>Spark: <c>UDFXPathUtil</c>, <c>XPathExtract</c> in xml/xpath.scala. NULL for an empty text or path.</remarks>
internal static class XPathEvaluation<TResult>
    where TResult : IXPathResult
{
    private static readonly RowErrorKind Malformed = new("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION", "badRecord", "failFastMode");

    /// <summary>The signature: a text and a constant path.</summary>
    public static FunctionOverload Overload { get; } = XPathFunctions.Of(Bind);

    private static BoundFunction Bind(BindCall call)
    {
        if (!call.Arguments[1].IsFoldable)
            throw BuiltinErrors.NotFoldable(call, 1, "path", StringType.Instance.Sql);
        var path = call.Constant(1)?.Value as string;
        _ = Compile(call.Name, path);
        return new BoundFunction(TResult.Type, true, Volatility.Immutable, true, NullBehavior.Propagate, _ => new Kernel(Compile(call.Name, path))) { BorrowsArguments = false };
    }

    private static XPathExpression? Compile(string function, string? path)
    {
        if (string.IsNullOrEmpty(path))
            return null;
        try
        {
            return XPathExpression.Compile(TResult.Conversion is { } conversion ? $"{conversion}({path})" : path);
        }
        catch (XPathException)
        {
            throw SqlSparkException.Create(
                "INVALID_PARAMETER_VALUE.PATTERN", null, ("functionName", ErrorFormat.SqlId(function)), ("parameter", ErrorFormat.SqlId("path")), ("value", ErrorFormat.SqlValue(path)));
        }
    }

    private sealed class Kernel(XPathExpression? expression) : IScalarKernel
    {
        private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            foreach (var row in rows)
            {
                var text = texts[row];
                if (expression is null || text.Length == 0)
                {
                    result.SetNull(row);
                    continue;
                }

                try
                {
                    using var reader = XmlReader.Create(new StringReader(text.ToString()), Settings);
                    TResult.Write(new XPathDocument(reader, XmlSpace.Preserve).CreateNavigator().Evaluate(expression), result, row);
                }
                catch (Exception exception) when (exception is XmlException or XPathException)
                {
                    errors.Report(row, new RowError(Malformed, text.ToString(), "FAILFAST"));
                }
            }
        }
    }
}

/// <summary>What all functions of XPath share.</summary>
internal static class XPathFunctions
{
    /// <summary>A text and a path.</summary>
    public static FunctionOverload Of(Binder bind) => Overload.Bound([TypePattern.String, TypePattern.String], bind);

    /// <summary>The double that an XPath number is, as Java casts it to an integer: NaN is 0 and what does not fit the nearest end of the range.</summary>
    public static long ToLong(object number) => double.ConvertToInteger<long>((double)number);

    /// <summary>The text of an XPath string.</summary>
    public static byte[] ToBytes(object text) => Encoding.UTF8.GetBytes((string)text);
}
