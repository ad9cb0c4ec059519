using System.Text;
using System.Xml;
using System.Xml.Linq;
using SqlSpark.BuiltinFunctions.Scalar.Json;

namespace SqlSpark.BuiltinFunctions.Scalar.Xml;

/// <summary>What a call that reads XML takes from its options. Spark: <c>XmlOptions</c>.</summary>
/// <param name="AttributePrefix">What stands before the names of attributes.</param>
/// <param name="ValueTag">The field that is the text of an element with attributes or other elements.</param>
/// <param name="NullText">The text of NULL, or null.</param>
/// <param name="Trims">Blanks around values do not count.</param>
/// <param name="OmitsAttributes">Attributes are not read.</param>
internal sealed record XmlReadOptions(string AttributePrefix, string ValueTag, byte[]? NullText, bool Trims, bool OmitsAttributes)
{
    /// <summary>The options of a call.</summary>
    public static XmlReadOptions Of(TextOptions options) => new(
        options["attributePrefix"] ?? "_",
        options["valueTag"] ?? "_VALUE",
        options["nullValue"] is { } text ? Encoding.UTF8.GetBytes(text) : null,
        options.Flag("ignoreSurroundingSpaces", true),
        options.Flag("excludeAttribute", false));
}

/// <summary>Reads XML into elements. Documents with a DTD are refused, so there are no entities to expand or load.</summary>
internal static class XmlDocuments
{
    /// <summary>Elements inside each other that are read.</summary>
    private const int MostDepth = 256;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>The element of a text, or null when it is malformed.</summary>
    public static XElement? Parse(string text)
    {
        try
        {
            using (var check = XmlReader.Create(new StringReader(text), Settings))
            {
                while (check.Read())
                {
                    if (check.Depth > MostDepth)
                        return null;
                }
            }

            using var reader = XmlReader.Create(new StringReader(text), Settings);
            reader.MoveToContent();
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The attributes that are values: no declarations of namespaces.</summary>
    public static IEnumerable<XAttribute> Attributes(XElement element) => element.Attributes().Where(static a => !a.IsNamespaceDeclaration);

    /// <summary>The text that stands in an element itself.</summary>
    public static string OwnText(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(static t => t.Value));

    /// <summary>Everything inside an element, as XML.</summary>
    public static string InnerXml(XElement element) => string.Concat(element.Nodes().Select(static n => n.ToString(SaveOptions.DisableFormatting)));
}
