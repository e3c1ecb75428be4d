import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Judges PDFs by PDF/UA-1 and PDF/A-2a with veraPDF's library. Prints a line for each file and
 * standard, and one for each rule that is broken.
 */
public final class JudgePdf {
    private static final String[] STANDARDS = {"ua1", "2a"};

    private JudgePdf() {}

    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : paths) {
            for (String standard : STANDARDS) {
                judge(new File(path), PDFAFlavour.byFlavourId(standard));
            }
        }
    }

    private static void judge(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            for (TestAssertion one : validator.validate(parser).getTestAssertions()) {
                System.out.println("wrong " + file.getName() + " " + flavour.getId() + " "
                        + one.getRuleId().getClause() + ": " + one.getMessage());
            }
        }
        System.out.println("judged " + file.getName() + " " + flavour.getId());
    }
}
