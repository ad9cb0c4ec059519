using System.Buffers;
using System.Text;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Core.Columnar;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary>Writes text in another case: ASCII in place, all else through the Unicode mapping.</summary>
internal static class CaseWriter
{
    /// <summary>Appends the text.</summary>
    public static void Append(Utf8View value, ref Utf8Writer result, bool isUpper)
    {
        var bytes = value.Bytes;
        var place = result.GetSpan(bytes.Length);
        var status = isUpper ? Ascii.ToUpper(bytes, place, out var written) : Ascii.ToLower(bytes, place, out written);
        if (status == OperationStatus.Done)
        {
            result.Advance(written);
            return;
        }

        var buffer = Array.Empty<byte>();
        result.Append(isUpper ? CaseMapping.ToUpper(bytes, ref buffer) : CaseMapping.ToLower(bytes, ref buffer));
    }
}
