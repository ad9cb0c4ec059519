using System.Text;
using System.Xml.XPath;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary><c>xpath(xml, path)</c>: the values of the texts and attributes that an XPath expression finds; NULL for an element.</summary>
/// <remarks>Spark: <c>XPathList</c> in xml/xpath.scala. NULL when the expression finds no nodes but has a value of another kind.</remarks>
internal static class XPathList
{
    public static readonly ScalarFunction Definition = new("xpath")
    {
        Group = FunctionGroup.Xml,
        Since = "2.0.0",
        Usage = "xpath(xml, xpath) - Returns an array of the texts and attributes that an XPath expression finds; an element counts as NULL.",
        Examples =
        [
            new("SELECT xpath('<a><b>b1</b><b>b2</b><b>b3</b><c>c1</c><c>c2</c></a>', 'a/b/text()')", "[\"b1\",\"b2\",\"b3\"]"),
            new("SELECT xpath('<a><b>b1</b><b>b2</b></a>', 'a/b')", "[null,null]"),
        ],
        Overloads = [XPathEvaluation<Result>.Overload],
    };

    private readonly struct Result : IXPathResult
    {
        public static DataType Type { get; } = new ArrayType(StringType.Instance);

        public static string? Conversion => null;

        public static void Write(object value, VectorWriter result, int row)
        {
            if (value is not XPathNodeIterator nodes)
            {
                result.SetNull(row);
                return;
            }

            var elements = result.Elements;
            var first = elements.Length;
            while (nodes.MoveNext())
            {
                var place = elements.Append(1);
                if (nodes.Current!.NodeType is XPathNodeType.Element or XPathNodeType.Root)
                    elements.SetNull(place);
                else
                    elements.SetBytes(place, Encoding.UTF8.GetBytes(nodes.Current.Value));
            }

            result.Entries[row] = new ListEntry(elements.Length == first ? 0 : first, elements.Length - first);
        }
    }
}
